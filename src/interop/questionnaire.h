// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "care/questionnaire.h"

namespace fascia::interop {

// A FHIR R4 Questionnaire with the scoring that FHIR R4 has no place for, as an extension with this
// url (docs/questionnaires.md has an example). Read are items of type choice (answerOption with
// valueCoding or valueInteger, their points in the ordinalValue extension), integer, decimal,
// boolean, group and display; whatever else asks something is refused, for a score without it would
// be another score.
inline constexpr std::string_view kScoringUrl = "urn:fascia:questionnaire-scoring";
inline constexpr std::string_view kOrdinalUrl =
    "http://hl7.org/fhir/StructureDefinition/ordinalValue";
inline constexpr std::string_view kTranslationUrl =
    "http://hl7.org/fhir/StructureDefinition/translation";

// Errors as those of json::read for what is no JSON; questionnaire_malformed with the JSON pointer
// as field and `why`; questionnaire_unlicensed without a licence.
Result<care::Questionnaire> read_questionnaire(std::string_view text);

}  // namespace fascia::interop
