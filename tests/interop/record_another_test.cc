// SPDX-License-Identifier: Apache-2.0
// "No other clot" tells of one: denials that are none, beside those that look like them.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

// How the text stands: '+' said, '-' denied, '<' past, '?' unsure, ' ' nothing of it was found.
char sense_in(const char* text, const char* entry) {
  char found = ' ';
  for (const auto& one : codes().vocabulary.find(Wording(text))) {
    if (one.meaning >= codes().entries.size() || codes().entries[one.meaning].id != entry) continue;
    found = one.sense == Sense::said        ? '+'
            : one.sense == Sense::denied    ? '-'
            : one.sense == Sense::past      ? '<'
            : one.sense == Sense::suspected ? '?'
                                            : 'x';
  }
  return found;
}

struct SaidRow {
  const char* text;
  const char* entry;
  char sense;
};

TEST(RecordAnother, no_other_tells_of_one) {
  for (SaidRow row : {
           SaidRow{"No other DVT", "deep-vein-clot", '+'},
           SaidRow{"no DVT", "deep-vein-clot", '-'},
           SaidRow{"Has no other DVT", "deep-vein-clot", '+'},
           SaidRow{"has no DVT", "deep-vein-clot", '-'},
           SaidRow{"Denies any other stroke", "stroke", '+'},
           SaidRow{"denies any stroke", "stroke", '-'},
           SaidRow{"never had another stroke", "stroke", '+'},
           SaidRow{"No other history of DVT", "deep-vein-clot", '<'},
           SaidRow{"No additional fractures", "fracture-limb", '+'},
           SaidRow{"not only asthma", "asthma", '+'},
           SaidRow{"no more than two seizures a year", "seizures", '+'},
           SaidRow{"no worsening heart failure", "heart-failure", '+'},
           SaidRow{"no problems other than asthma", "asthma", '+'},
           SaidRow{"no problems besides asthma", "asthma", '+'},
           SaidRow{"no other problems than asthma", "asthma", '+'},
           SaidRow{"No problems with warfarin", "warfarin", '+'},
           SaidRow{"No warfarin", "warfarin", '-'},
           SaidRow{"Aucune autre TVP", "deep-vein-clot", '+'},
           SaidRow{"Pas d’autre TVP", "deep-vein-clot", '+'},
           SaidRow{"pas de TVP", "deep-vein-clot", '-'},
           SaidRow{"N’a jamais eu d’autre AVC", "stroke", '+'},
           SaidRow{"N’a jamais eu d’AVC", "stroke", '-'},
           SaidRow{"n’a pas que de l’asthme", "asthma", '+'},
           SaidRow{"n’a jamais eu que de l’asthme", "asthma", '+'},
           SaidRow{"n’a pas seulement un AVC", "stroke", '+'},
           SaidRow{"pas plus de deux crises d’épilepsie par an", "seizures", '+'},
           SaidRow{"pas d’autre problème que l’asthme", "asthma", '+'},
           SaidRow{"aucun problème autre que l’asthme", "asthma", '+'},
           SaidRow{"sans autre maladie que le diabète", "diabetes", '+'},
           SaidRow{"aucun problème avec la warfarine", "warfarin", '+'},
           SaidRow{"ne prend pas que de la warfarine", "warfarin", '+'},
           SaidRow{"ne prend pas de warfarine", "warfarin", '-'},
       })
    EXPECT_EQ(sense_in(row.text, row.entry), row.sense) << row.text;
}

TEST(RecordAnother, no_further_tells_of_one_that_is_over) {
  for (SaidRow row : {
           SaidRow{"No further DVT", "deep-vein-clot", '<'},
           SaidRow{"no new DVT", "deep-vein-clot", '<'},
           SaidRow{"No evidence of recurrent DVT", "deep-vein-clot", '<'},
           SaidRow{"no evidence of DVT", "deep-vein-clot", '-'},
           SaidRow{"no more chest pain", "chest-pain", '<'},
           SaidRow{"No second stroke", "stroke", '<'},
           SaidRow{"no longer has asthma", "asthma", '<'},
           SaidRow{"Aucune nouvelle TVP", "deep-vein-clot", '<'},
           SaidRow{"pas de nouvel AVC", "stroke", '<'},
           SaidRow{"plus aucune crise d’épilepsie", "seizures", '<'},
           SaidRow{"aucune crise d’épilepsie", "seizures", '-'},
           SaidRow{"n’a plus d’asthme", "asthma", '<'},
       })
    EXPECT_EQ(sense_in(row.text, row.entry), row.sense) << row.text;
}

TEST(RecordAnother, no_other_symptoms_such_as_fever_denies_the_fever) {
  for (SaidRow row : {
           SaidRow{"No other symptoms such as fever", "fever", '-'},
           SaidRow{"no new symptoms, fever or chest pain", "chest-pain", '-'},
           SaidRow{"No other medical problems such as diabetes", "diabetes", '-'},
           SaidRow{"no new signs of DVT", "deep-vein-clot", '-'},
           SaidRow{"Aucun autre symptôme comme la fièvre", "fever", '-'},
           SaidRow{"pas d’autre signe de TVP", "deep-vein-clot", '-'},
           SaidRow{"pas d’autres problèmes de santé comme le diabète", "diabetes", '-'},
       })
    EXPECT_EQ(sense_in(row.text, row.entry), row.sense) << row.text;
}

// The clot that "no other DVT" speaks of decides like any other.
TEST(RecordAnother, decides_as_the_thing_itself) {
  for (const char* text : {"No other DVT", "Pas d’autre TVP"})
    EXPECT_EQ(answer_of({condition(words(text), "active", onset(9))}).decision(),
              answer_of({condition(words("DVT"), "active", onset(9))}).decision())
        << text;
}

}  // namespace
}  // namespace fascia::interop
