// SPDX-License-Identifier: Apache-2.0
#include "http/assets.h"

#include <fmt/format.h>

#include "core/result.h"

namespace fascia::http {
namespace {

// FNV-1a: names a version for caches, guards nothing.
std::uint64_t content_hash(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037u;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

std::string type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".png")) return "image/png";
  if (name.ends_with(".woff2")) return "font/woff2";
  return "application/octet-stream";
}

}  // namespace

void AssetSite::add(std::string name, std::string_view bytes, std::string_view brotli,
                    std::string_view gzip) {
  auto dot = name.rfind('.');
  FASCIA_CHECK(dot != std::string::npos);
  std::string file = fmt::format("{}.{:08x}{}", name.substr(0, dot),
                                 content_hash(bytes) & 0xffffffffu, name.substr(dot));
  by_file_[file] = {type_of(name), bytes, brotli, gzip};
  urls_[name] = "/assets/" + file;
}

const std::string& AssetSite::url(std::string_view name) const {
  auto at = urls_.find(name);
  FASCIA_CHECK(at != urls_.end());
  return at->second;
}

Response AssetSite::serve(const Request& request, std::string_view file) const {
  auto at = by_file_.find(file);
  if (at == by_file_.end()) return plain(404, "404\n");
  const Asset& asset = at->second;
  std::string_view accepts = request.header("accept-encoding");
  Response response;
  response.set("Content-Type", asset.type);
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  response.set("Vary", "Accept-Encoding");
  response.body = asset.bytes;
  if (!asset.brotli.empty() && accepts.find("br") != accepts.npos) {
    response.set("Content-Encoding", "br");
    response.body = asset.brotli;
  } else if (!asset.gzip.empty() && accepts.find("gzip") != accepts.npos) {
    response.set("Content-Encoding", "gzip");
    response.body = asset.gzip;
  }
  return response;
}

}  // namespace fascia::http
