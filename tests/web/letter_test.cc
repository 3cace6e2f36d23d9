// SPDX-License-Identifier: Apache-2.0
// The pages of the letter to a physician (R40): who opens which, what stands on the paper, what
// comes back.
#include <regex>

#include "clinic/notices.h"
#include "clinic/waiting_letter.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

const std::string kPdf = "%PDF-1.7\n letter \x00\xff";

class LetterPages : public ::testing::Test, public clinic::WaitingForLetter, public ServedPages {
 protected:
  LetterPages() {
    serve(*clinic, "https://book.example");
    for (auto [name, role, who] : {std::tuple("anna", store::Role::therapist, ana),
                                   std::tuple("bela", store::Role::therapist, ben),
                                   std::tuple("dana", store::Role::desk, PractitionerId{})})
      EXPECT_TRUE(clinic::add_staff(*clinic, program, {name, name, role, who, kPassword}));
  }
  Browser signed_in(const std::string& name, const std::string& language = "en-CA") {
    return sign_in(router, name, language);
  }
  std::string path(const std::string& rest = {}) const {
    return "/treat/" + visit.id.text() + "/letter" + rest;
  }
  http::Pairs answer(const std::string& said) {
    return {{"way", "phone"},
            {"signer", "Dr. Lee"},
            {"role", "family physician"},
            {"signed_on", "2026-11-23"},
            {"second_name", "Ben Roy"},
            {"rule", "med-anticoagulant"},
            {"answer.med-anticoagulant", said}};
  }
};

TEST_F(LetterPages, R40_the_paper_has_all_that_a_physician_needs_in_english) {
  Browser ana_browser = signed_in("anna", "fr-CA");
  ASSERT_EQ(ana_browser
                .post(path("/faxed"),
                      {{"recipient", "Dr. Lee"}, {"fax", "780 555 0199"}, {"consent", "yes"}})
                .status,
            303);
  std::string page = text_of(ana_browser.get(path("/print")));
  for (const char* part :
       {"Maya Roy", "4 May 1988", "Blood thinner", "med-anticoagulant", "Question to a physician",
        "with limits", "until:", "Name and signature", "Role", "Fax cover sheet", "Dr. Lee",
        "780 555 0199", "Private health information", "A yes is good for 90 days"})
    EXPECT_TRUE(has(page, part));
  EXPECT_TRUE(lacks(page, "Question à un médecin"));
  std::string french = text_of(ana_browser.get(path("/print?in=fr")));
  EXPECT_TRUE(has(french, "Page de garde du fax"));
}

TEST_F(LetterPages, R40_the_clinics_fax_stands_on_it_once_the_owner_has_set_one) {
  Browser ana_browser = signed_in("anna");
  EXPECT_TRUE(lacks(text_of(ana_browser.get(path("/print"))), "780 555 0100"));
  clinic::Notices notices;
  notices.letter_fax = "780 555 0100";
  ASSERT_TRUE(clinic::edit_notices(*clinic, program, notices));
  EXPECT_TRUE(has(text_of(ana_browser.get(path("/print"))), "780 555 0100"));
}

TEST_F(LetterPages, R40_without_consent_the_form_says_so_and_nothing_is_sent) {
  Browser ana_browser = signed_in("anna");
  auto refused =
      ana_browser.post(path("/faxed"), {{"recipient", "Dr. Lee"}, {"fax", "780 555 0199"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Without their yes the letter is not sent"));
  EXPECT_TRUE(has(text_of(refused), "value=\"Dr. Lee\""));
  EXPECT_EQ(clinic::letter_status(*clinic, visit.id), store::LetterStatus::wanted);
}

TEST_F(LetterPages, R40_the_desk_sees_where_it_is_and_never_what_it_asks) {
  Browser desk_browser = signed_in("dana");
  EXPECT_EQ(desk_browser.get(path()).status, 403);
  EXPECT_EQ(desk_browser.get(path("/print")).status, 403);
  ASSERT_EQ(signed_in("anna").post(path("/given"), {}).status, 303);
  std::string at = "/desk/visit/" + visit.id.text();
  std::string page = text_of(desk_browser.get(at));
  EXPECT_TRUE(has(page, "Given to the client"));
  EXPECT_TRUE(has(page, "waits for a letter"));
  EXPECT_TRUE(lacks(page, "lood thinner"));
  EXPECT_TRUE(lacks(page, "anticoagulant"));
  EXPECT_EQ(desk_browser.post(at + "/letter/chased", {}).status, 303);
  EXPECT_EQ(clinic::letter_status(*clinic, visit.id), store::LetterStatus::chased);
  // A colleague who does not treat this client opens nothing either.
  EXPECT_EQ(signed_in("bela").get(path()).status, 403);
}

TEST_F(LetterPages, R40_a_file_that_is_too_large_is_told_so_with_the_limit) {
  clinic->upload_limit = std::size_t{2} << 20;
  Browser ana_browser = signed_in("anna");
  EXPECT_TRUE(has(text_of(ana_browser.get(path())), "up to 2 MB"));
  std::string photo = "\xff\xd8\xff" + std::string(clinic->upload_limit, 'x');
  auto refused = ana_browser.upload(path("/file"), "file", photo);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "This file is too large. Take a smaller photo, up to 2 MB."));
  photo.resize(clinic->upload_limit);
  EXPECT_EQ(ana_browser.upload(path("/file"), "file", photo).status, 303);
  // What is too large to be read at all, by the server's own page.
  http::Request request;
  request.path = path("/file");
  EXPECT_TRUE(has(text_of(error_page(*site, 413, &request)), "up to 2 MB"));
  // The head alone tells who may send so much.
  for (const http::Route& route : router.routes())
    if (route.body_limit > 0) {
      EXPECT_TRUE(route.pattern.ends_with("/letter/file") || route.pattern.ends_with("/record"))
          << route.pattern;
      EXPECT_FALSE(route.may_send(request));
    }
}

TEST_F(LetterPages, R40_R25_a_file_is_told_by_its_bytes_and_served_as_a_download) {
  Browser desk_browser = signed_in("dana");
  std::string at = "/desk/visit/" + visit.id.text() + "/letter/file";
  EXPECT_EQ(desk_browser.upload(at, "file", "<script>alert(1)</script>").status, 422);
  EXPECT_EQ(desk_browser.upload(at, "file", kPdf).status, 303);
  Browser ana_browser = signed_in("anna");
  std::string page = text_of(ana_browser.get(path()));
  EXPECT_TRUE(lacks(page, "Maya Roy.exe"));
  std::smatch found;
  static const std::regex kFile("href=\"(/treat/[^\"]*/letter/file/[^\"]*)\"");
  ASSERT_TRUE(std::regex_search(page, found, kFile));
  std::string file = found[1];
  auto download = ana_browser.get(file);
  EXPECT_EQ(download.status, 200);
  EXPECT_EQ(text_of(download), kPdf);
  EXPECT_EQ(download.header("Content-Type"), "application/pdf");
  EXPECT_TRUE(has(std::string(download.header("Content-Disposition")), "attachment"));
  EXPECT_TRUE(lacks(std::string(download.header("Content-Disposition")), "Maya"));
  EXPECT_EQ(desk_browser.get(file).status, 403);
}

TEST_F(LetterPages, R40_an_answer_by_telephone_confirms_the_visit_and_shows_in_the_room) {
  Browser ana_browser = signed_in("anna");
  http::Pairs alone = answer("yes");
  alone[4].second = "";
  auto refused = ana_browser.post(path("/reply"), alone);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Write who listened to the call too"));
  http::Pairs in = answer("limits");
  in.emplace_back("limits.med-anticoagulant", "light on the legs");
  in.emplace_back("depth.med-anticoagulant", "3");
  in.emplace_back("until.med-anticoagulant", "2026-12-24");
  ASSERT_EQ(ana_browser.post(path("/reply"), in).status, 303);
  EXPECT_EQ(now().status, store::Status::confirmed);
  std::string page = text_of(ana_browser.get(path()));
  EXPECT_TRUE(has(page, "Dr. Lee, family physician"));
  EXPECT_TRUE(has(page, "light on the legs"));
  EXPECT_TRUE(has(page, "24 December 2026"));
  EXPECT_TRUE(has(text_of(ana_browser.get("/treat/" + visit.id.text())), "light on the legs"));
}

}  // namespace
}  // namespace fascia::web
