// SPDX-License-Identifier: Apache-2.0
// What the client answered for this visit: what was told for it, and what came along from an
// earlier one, each with its day.
#include <algorithm>
#include <map>

#include "care/returning.h"
#include "clinic/kept_record.h"
#include "clinic/screen_record.h"
#include "core/json.h"
#include "page/words.h"
#include "web/answer_words.h"
#include "web/record_view.h"
#include "web/record_words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

using care::Question;

struct ToldDay {
  std::vector<const Question*> said;  // more than a no
  std::int64_t noes = 0;
};

// The newest day first; what is told for this visit stands under the day of its answers.
std::map<Date, ToldDay, std::greater<>> by_day(const care::Protocol& protocol,
                                               const care::Intake& intake, Date answered) {
  std::map<Date, ToldDay, std::greater<>> days;
  for (const auto& [id, answer] : intake.answers) {
    const Question* question = protocol.question(id);
    if (question == nullptr) continue;
    auto own = intake.told_on.find(id);
    ToldDay& day = days[own == intake.told_on.end() ? answered : own->second];
    if (care::is_plain_no(*question, answer))
      ++day.noes;
    else
      day.said.push_back(question);
  }
  for (auto& [day, told] : days)
    std::sort(told.said.begin(), told.said.end(),
              [](const Question* a, const Question* b) { return a->slot < b->slot; });
  return days;
}

// What a health record and the person say against each other, with both.
void set_apart(page::View& view, const Visit& visit, const clinic::ScreeningContent& content) {
  bool apart = content.beside && !content.beside->apart.empty();
  view.show("has_apart", apart);
  if (!apart) return;
  for (const clinic::ToldApart& one : content.beside->apart) {
    const Question* question = visit.site.clinic.protocol.question(one.question);
    if (question == nullptr) continue;
    auto words = [&](const std::string& answer) {
      auto value = json::read(answer);
      auto read = value ? care::read_answer(*question, *value, visit.site.clinic.protocol, "")
                        : Result<care::Answer>(value.error());
      return read ? answer_words(visit.language, *question, *read) : answer;
    };
    const auto behind = clinic::things_behind(content, one.question);
    view.add("apart")
        .set("apart_question", care::in_language(question->text, page::code(visit.language)))
        .set("apart_record", words(one.record))
        .show("apart_known", !behind.empty())
        .set("apart_resources", behind_words(visit, behind))
        .set("apart_person", words(one.person));
  }
}

// What stands among the answers because a record says it: never as the person's own words.
void set_from_records(page::View& view, const Visit& visit,
                      const clinic::ScreeningContent& content) {
  view.list("from_record").show("has_from_record", false);
  if (std::ranges::none_of(content.records, &clinic::KeptRecord::counts)) return;
  const care::Protocol& protocol = visit.site.clinic.protocol;
  const auto& codes = clinic::record_codes(visit.site.clinic.knowledge);
  std::vector<const Question*> told;
  for (const auto& [id, answer] : content.intake.answers) {
    const Question* question = protocol.question(id);
    // That the two differ is said above, with both.
    if (question == nullptr || (codes && id == codes->conflict)) continue;
    const care::AnswerMap* own = content.beside ? &content.beside->person.answers : nullptr;
    auto said = own == nullptr ? care::AnswerMap::const_iterator() : own->find(id);
    if (own == nullptr || said == own->end() || said->second != answer) told.push_back(question);
  }
  std::ranges::sort(told, {}, &Question::slot);
  for (const Question* question : told) {
    page::View& line = view.add("from_record");
    fill_told(line, visit.language, protocol, *question, content.intake.answers);
    const auto behind = clinic::things_behind(content, question->id);
    line.show("from_known", !behind.empty()).set("from_what", behind_words(visit, behind));
  }
  view.show("has_from_record", !told.empty());
}

}  // namespace

void set_answers(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  view.list("told_days");
  view.show("has_answers", file.room.day.has_value());
  view.show("has_news", file.room.day && !file.room.day->before.news.empty());
  view.set("news_said", "");
  view.list("apart").show("has_apart", false);
  set_record_notes(view, visit, file.room.day ? file.room.day->before : clinic::ScreeningContent{});
  set_from_records(view, visit, file.room.day ? file.room.day->before : clinic::ScreeningContent{});
  if (!file.room.day) return;
  const clinic::ScreeningContent& before = file.room.day->before;
  // Of an intake with a record beside it, the person's own.
  const care::Intake& own = before.beside ? before.beside->person : before.intake;
  set_apart(view, visit, before);
  if (!before.news.empty()) view.set("news_said", visit.say("assess.news_" + before.news));
  // Where nobody was asked, records alone say all of it.
  if (!before.beside && std::ranges::any_of(before.records, &clinic::KeptRecord::counts)) return;
  Date answered = own.answered_on.value_or(file.visit.appointment.wall.date);
  for (const auto& [day, told] : by_day(visit.site.clinic.protocol, own, answered)) {
    page::View& one = view.add("told_days");
    one.set("told_day", page::day_year_text(visit.language, day));
    one.show("told_earlier", day != answered).show("told_now", day == answered);
    one.set("told_noes", told.noes);
    one.list("told");
    for (const Question* question : told.said)
      fill_told(one.add("told"), visit.language, visit.site.clinic.protocol, *question,
                own.answers);
  }
}

}  // namespace fascia::web
