// SPDX-License-Identifier: Apache-2.0
#include "interop/zip.h"

#include <zip.h>

#include <memory>

#include "core/result.h"

namespace fascia::interop {
namespace {

// What an entry may be at most when it is read: more than any record of one person.
constexpr zip_uint64_t kMostBytes = 256ULL << 20;

struct SourceFree {
  void operator()(zip_source_t* s) const { zip_source_free(s); }
};
struct ArchiveDiscard {
  void operator()(zip_t* z) const { zip_discard(z); }
};
struct FileClose {
  void operator()(zip_file_t* f) const { zip_fclose(f); }
};
using Source = std::unique_ptr<zip_source_t, SourceFree>;
using Archive = std::unique_ptr<zip_t, ArchiveDiscard>;

Error unreadable() { return {Code::invalid, "zip_unreadable", "file", {}, {}}; }

std::string whole(zip_source_t* source) {
  std::string out;
  FASCIA_CHECK(zip_source_open(source) == 0);
  char part[16384];
  for (zip_int64_t n = 0; (n = zip_source_read(source, part, sizeof part)) > 0;)
    out.append(part, static_cast<std::size_t>(n));
  zip_source_close(source);
  return out;
}

}  // namespace

PrivateText write_zip(const std::vector<ZipEntry>& entries, Instant at) {
  Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  FASCIA_CHECK(source != nullptr);
  Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr));
  FASCIA_CHECK(archive != nullptr);
  zip_source_keep(source.get());  // both the archive and we hold it
  for (const ZipEntry& entry : entries) {
    const std::string& bytes = entry.bytes.reveal();
    zip_source_t* one = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    FASCIA_CHECK(one != nullptr);
    zip_int64_t index = zip_file_add(archive.get(), entry.name.c_str(), one, ZIP_FL_ENC_UTF_8);
    FASCIA_CHECK(index >= 0);
    constexpr zip_uint32_t kOwnerAlone = 0100600u << 16;
    zip_file_set_external_attributes(archive.get(), static_cast<zip_uint64_t>(index), 0,
                                     ZIP_OPSYS_UNIX, kOwnerAlone);
    zip_file_set_mtime(archive.get(), static_cast<zip_uint64_t>(index),
                       static_cast<time_t>(at.seconds), 0);
  }
  FASCIA_CHECK(zip_close(archive.get()) == 0);
  archive.release();  // closing took it
  return PrivateText(whole(source.get()));
}

Result<std::vector<ZipEntry>> read_zip(std::string_view bytes) {
  Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr));
  if (!source) return unreadable();
  Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (!archive) return unreadable();
  source.release();  // the archive frees it
  std::vector<ZipEntry> out;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    zip_stat_t about;
    auto index = static_cast<zip_uint64_t>(i);
    if (zip_stat_index(archive.get(), index, 0, &about) != 0 || about.size > kMostBytes)
      return unreadable();
    std::unique_ptr<zip_file_t, FileClose> file(zip_fopen_index(archive.get(), index, 0));
    std::string text(about.size, '\0');
    if (!file ||
        zip_fread(file.get(), text.data(), about.size) != static_cast<zip_int64_t>(about.size))
      return unreadable();
    out.push_back({about.name, PrivateText(std::move(text))});
  }
  return out;
}

}  // namespace fascia::interop
