// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/message.h"

namespace fascia::http {

// Files that never change under their address: /assets/app.<hash>.css, cached for ever, sent in the
// best compression both sides know. The bytes must live as long as the site.
class AssetSite {
 public:
  // `name` "app.css"; compressed forms may be empty.
  void add(std::string name, std::string_view bytes, std::string_view brotli,
           std::string_view gzip);
  // The address of a file by its name; the name must have been added.
  const std::string& url(std::string_view name) const;
  // Answers /assets/{file}; 404 as status for what is not there.
  Response serve(const Request& request, std::string_view file) const;

 private:
  struct Asset {
    std::string type;
    std::string_view bytes, brotli, gzip;
  };
  std::map<std::string, Asset, std::less<>> by_file_;     // app.<hash>.css
  std::map<std::string, std::string, std::less<>> urls_;  // app.css -> /assets/app.<hash>.css
};

}  // namespace fascia::http
