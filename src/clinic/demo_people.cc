// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_people.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "care/interview.h"
#include "core/embedded.h"
#include "core/json.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

std::vector<std::string> words_of(const bj::value& list) {
  std::vector<std::string> out;
  for (const bj::value& item : list.as_array()) out.emplace_back(item.as_string());
  return out;
}

Result<care::AnswerMap> read_answers(const bj::value& answers, const care::Protocol& protocol) {
  FASCIA_TRY(care::Intake intake,
             care::read_intake_value(bj::object{{"answers", answers}}, protocol));
  return std::move(intake.answers);
}

Result<DemoStory> read_story(const bj::object& in, const care::Protocol& protocol) {
  DemoStory story;
  story.weight = in.at("weight").to_number<int>();
  story.services = words_of(in.at("services"));
  story.youngest = in.at("age").as_array().at(0).to_number<int>();
  story.oldest = in.at("age").as_array().at(1).to_number<int>();
  story.since = std::string(in.at("since").as_string());
  story.function = std::string(in.at("function").as_string());
  if (const bj::value* sex = in.if_contains("sex")) story.sex = std::string(sex->as_string());
  story.gentle = in.contains("gentle");
  for (const auto& [region, intensity] : in.at("pains").as_object()) {
    auto parsed = care::parse_region(std::string_view(region));
    if (!parsed) return invalid(std::string_view(region), "intake_region");
    story.pains.push_back({*parsed, intensity.to_number<int>()});
  }
  if (const bj::value* movement = in.if_contains("movement")) {
    story.movement = std::string(movement->at("measure").as_string());
    story.movement_start = movement->at("start").to_number<int>();
  }
  if (const bj::value* answers = in.if_contains("answers")) {
    FASCIA_TRY(story.answers, read_answers(*answers, protocol));
  }
  return story;
}

// Letters that an address can hold: "Noëlle Dela Cruz" -> "noelle.dela.cruz".
std::string mailbox(const std::string& name) {
  std::string out = store::folded_name(name);
  for (char& c : out)
    if (c == ' ' || c == '\'') c = '.';
  return out;
}

}  // namespace

Result<DemoData> read_demo_data(const care::Protocol& protocol) {
  DemoData data;
  FASCIA_TRY(bj::value names, json::read(embedded("demo/people.json").value()));
  data.names.women = words_of(names.at("women"));
  data.names.men = words_of(names.at("men"));
  data.names.family = words_of(names.at("family"));
  FASCIA_TRY(bj::value stories, json::read(embedded("demo/stories.json").value()));
  for (const bj::value& item : stories.as_array()) {
    FASCIA_TRY(DemoStory story, read_story(item.as_object(), protocol));
    data.stories.push_back(std::move(story));
  }
  FASCIA_TRY(bj::value check_ins, json::read(embedded("demo/check-ins.json").value()));
  for (auto [name, into] : {std::pair("usual", &data.usual), {"rough", &data.rough}})
    for (const auto& [question, values] : check_ins.at(name).as_object())
      into->emplace_back(std::string_view(question), words_of(values));
  FASCIA_TRY(bj::value late, json::read(embedded("demo/late-answers.json").value()));
  FASCIA_TRY(data.letter_answers, read_answers(late.at("letter"), protocol));
  for (const bj::value& item : late.at("refuse").as_array()) {
    FASCIA_TRY(care::AnswerMap answers, read_answers(item, protocol));
    data.late_answers.push_back(std::move(answers));
  }
  FASCIA_TRY(bj::value replies, json::read(embedded("demo/replies.json").value()));
  for (const bj::value& item : replies.as_array()) {
    auto text = [&](const char* key) { return std::string(item.at(key).as_string()); };
    data.replies.push_back({item.at("days_ago").to_number<int>(), text("name"), text("language"),
                            text("body"), item.at("approve").as_bool(),
                            item.as_object().contains("remove")});
  }
  return data;
}

DemoPerson make_person(const DemoData& data, Chance& chance, Date today, int number) {
  std::vector<int> weights;
  for (const DemoStory& story : data.stories) weights.push_back(story.weight);
  DemoPerson person;
  person.story = &data.stories[chance.weighted(weights)];
  person.sex = chance.percent(58) ? "female" : "male";
  if (!person.story->sex.empty()) person.sex = person.story->sex;
  const auto& first = person.sex == "female" ? data.names.women : data.names.men;
  person.details.name = chance.of(first) + " " + chance.of(data.names.family);
  int age = chance.between(person.story->youngest, person.story->oldest);
  person.details.birth_date = today - age * 365 - chance.upto(365);
  if (!chance.percent(4))
    person.details.email =
        fmt::format("{}{}@example.invalid", mailbox(person.details.name), number);
  person.details.phone = fmt::format("(780) 555-01{:02}", number % 100);
  static constexpr DemoCourse kCourses[] = {DemoCourse::responds, DemoCourse::plateau,
                                            DemoCourse::stays, DemoCourse::worsens};
  person.course = kCourses[chance.weighted({56, 20, 17, 7})];
  person.details.language = chance.percent(12) ? "fr" : "en";
  return person;
}

care::Intake demo_intake(const care::Protocol& protocol, const DemoPerson& person) {
  care::Intake intake;
  intake.birth_date = person.details.birth_date;
  intake.sex = person.sex;
  intake.for_whom = "me";
  intake.answered_by = "client";
  intake.pains = person.story->pains;
  intake.since = person.story->since;
  intake.function = person.story->function;
  intake.answers = person.story->answers;
  for (const care::Group& group : protocol.groups)
    for (auto& [question, answer] : care::none_of_these(protocol, group.id, intake.answers))
      intake.answers.emplace(question, answer);
  return intake;
}

}  // namespace fascia::clinic
