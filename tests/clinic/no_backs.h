// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// A clinic's own rule: whoever has a sore low back is not treated any more.
namespace fascia::clinic {

inline const std::string kNoBacks = R"(
[[rule]]
id = "own-back"
title = { en = "No backs", fr = "Pas de dos" }
gate = "safety"
reason = { en = "House rule.", fr = "Règle de la maison." }
sources = ["WER"]
mark = "p"
confidence = "low"
[[rule.rows]]
when = 'pain_in("low-back")'
both = "do_not_treat"
)";

}  // namespace fascia::clinic
