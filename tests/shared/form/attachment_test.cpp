#include "shared/form/attachment.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping;
using base::Json;

namespace {

Json entry(const std::string& name = "验收单.pdf", std::int64_t bytes = 20) {
  return form::Attachment{name, bytes, base::sha256("甲"), "application/pdf"}.json();
}

std::string code_of(const Json& value) {
  auto parsed = form::parse_attachments(value);
  return parsed ? "" : parsed.error().code;
}

Json listed(std::vector<Json> entries) { return Json(Json::Array(std::move(entries))); }

}  // namespace

TEST_CASE("what an attachment says of itself is read back as it was written") {
  auto parsed = form::Attachment::parse(entry());
  REQUIRE(parsed.has_value());
  CHECK(parsed->json() == entry());
  CHECK(parsed->name == "验收单.pdf");
  CHECK(code_of(Json()).empty());
  CHECK(code_of(listed({entry(), entry("二.pdf")})).empty());
}

TEST_CASE("a list of attachments that makes no sense is refused") {
  CHECK(code_of(Json("验收单.pdf")) == "bad-file");
  CHECK(code_of(listed({Json(Json::Object{})})) == "bad-file");
  CHECK(code_of(listed({entry(), entry()})) == "bad-file");
  CHECK(code_of(listed({entry("a.pdf", 0)})) == "bad-file");
  CHECK(code_of(listed({entry("a.pdf", form::kAttachmentBytesMax + 1)})) == "bad-file");
  CHECK(code_of(listed({entry("a.pdf", form::kAttachmentBytesMax)})).empty());
  CHECK(code_of(listed({entry("a.png")})) == "bad-file-type");
  std::vector<Json> many;
  for (std::size_t i = 0; i <= form::kAttachmentsMax; ++i) many.push_back(entry(std::to_string(i) + ".pdf"));
  CHECK(code_of(listed(many)) == "bad-file");
}

TEST_CASE("an attachment's name is the name of one file and leads nowhere") {
  for (const char* name : {"验收单.pdf", "a b（终稿）.PDF"}) CHECK(form::check_attachment_name(name).has_value());
  const std::string names[] = {"",         "../a.pdf", "a/b.pdf",
                               "a\\b.pdf", ".pdf",     std::string("a\0.pdf", 6),
                               "a\n.pdf",  "\xff.pdf", std::string(form::kAttachmentNameBytesMax, 'a') + ".pdf"};
  for (const std::string& name : names) {
    INFO(name);
    CHECK_FALSE(form::check_attachment_name(name).has_value());
  }
}

TEST_CASE("a file's bytes must be of the kind that its name says") {
  const auto fits = [](const std::string& name, const std::string& beginning) {
    auto type = form::media_type_of(name);
    return type && form::check_magic(*type, beginning);
  };
  CHECK(fits("a.pdf", "%PDF-1.7\n"));
  CHECK(fits("照片.JPG", "\xFF\xD8\xFF\xE0"));
  CHECK(fits("a.docx", "PK\x03\x04"));
  CHECK(fits("a.txt", "甲乙丙"));
  CHECK_FALSE(fits("a.pdf", "MZ\x90"));
  CHECK_FALSE(fits("a.png", "%PDF-1.7\n"));
  CHECK_FALSE(fits("a.txt", std::string("MZ\0\0", 4)));
  CHECK_FALSE(fits("a.pdf", "%PD"));
  CHECK_FALSE(fits("a.exe", "MZ\x90"));
  CHECK_FALSE(fits("pdf", "%PDF-1.7\n"));
  CHECK_FALSE(fits("a.zip", "PK\x03\x04"));
}
