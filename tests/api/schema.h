// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fascia::api {

// JSON Schema as far as our OpenAPI file uses it. A keyword that is not known here is a fault, so
// that nothing in the file goes unchecked.
class Schemas {
 public:
  explicit Schemas(boost::json::value document) : document_(std::move(document)) {}

  // What is wrong with the value, each with its place; empty when it fits. `closed`: a key that no
  // schema describes is wrong too, also where others would be allowed.
  std::vector<std::string> faults(const boost::json::value& schema, const boost::json::value& value,
                                  bool closed) {
    faults_.clear();
    closed_ = closed;
    check(schema, value, "");
    return faults_;
  }
  const boost::json::value& document() const { return document_; }
  // The names of the schemas that some value was held against.
  const std::set<std::string>& used() const { return used_; }
  const boost::json::value& at(const std::string& pointer) {
    static constexpr std::string_view kNamed = "#/components/schemas/";
    if (pointer.starts_with(kNamed)) {
      std::string name = pointer.substr(kNamed.size());
      used_.insert(name.substr(0, name.find('/')));
    }
    return document_.at_pointer(pointer.substr(1));
  }

 private:
  using Value = boost::json::value;
  using Object = boost::json::object;

  void fault(const std::string& place, const std::string& what) {
    faults_.push_back((place.empty() ? "/" : place) + ": " + what);
  }
  static bool is_type(std::string_view type, const Value& v) {
    if (type == "object") return v.is_object();
    if (type == "array") return v.is_array();
    if (type == "string") return v.is_string();
    if (type == "integer") return v.is_int64() || v.is_uint64();
    if (type == "number") return v.is_number();
    if (type == "boolean") return v.is_bool();
    return type == "null" && v.is_null();
  }
  static bool has_type(const Value& types, const Value& v) {
    if (types.is_string()) return is_type(types.as_string(), v);
    for (const Value& one : types.as_array())
      if (is_type(one.as_string(), v)) return true;
    return false;
  }
  static bool has_format(std::string_view format, const std::string& text) {
    static const std::regex kDate("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    static const std::regex kTime("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(Z|[+-][0-9]{2}:[0-9]{2})");
    static const std::regex kUri("https?://.+");
    if (format == "date") return std::regex_match(text, kDate);
    if (format == "date-time") return std::regex_match(text, kTime);
    return format == "uri" && std::regex_match(text, kUri);
  }
  bool fits_any(const boost::json::array& schemas, const Value& value) {
    auto kept = faults_;
    bool fits = false;
    for (const Value& one : schemas) {
      faults_.clear();
      check(one, value, "");
      fits = fits || faults_.empty();
    }
    faults_ = kept;
    return fits;
  }

  void check(const Value& schema, const Value& value, const std::string& place) {
    for (const auto& pair : schema.as_object())
      keyword(schema.as_object(), std::string(pair.key()), pair.value(), value, place);
  }
  void keyword(const Object& schema, const std::string& key, const Value& rule, const Value& value,
               const std::string& place) {
    static const std::set<std::string> kTold = {"description", "title", "$schema", "$defs"};
    if (kTold.count(key) != 0) return;
    if (key == "$ref") return check(at(std::string(rule.as_string())), value, place);
    if (key == "type") return has_type(rule, value) ? void() : fault(place, "another type");
    if (key == "anyOf") return fits_any(rule.as_array(), value) ? void() : fault(place, "anyOf");
    if (key == "enum") {
      for (const Value& one : rule.as_array())
        if (one == value) return;
      return fault(place, "not in the enum");
    }
    if (key == "minimum" || key == "maximum") return range(key, rule, value, place);
    if (value.is_string() && string_keyword(key, rule, std::string(value.as_string()), place))
      return;
    if (value.is_array() && key == "items") {
      for (std::size_t i = 0; i < value.as_array().size(); ++i)
        check(rule, value.as_array()[i], place + "/" + std::to_string(i));
      return;
    }
    if (value.is_object() && object_keyword(schema, key, rule, value.as_object(), place)) return;
    static const std::set<std::string> kOfOthers = {
        "items",   "properties", "required",  "additionalProperties",
        "pattern", "format",     "minLength", "maxLength"};
    if (kOfOthers.count(key) == 0) fault(place, "a keyword that this test does not know: " + key);
  }
  void range(const std::string& key, const Value& rule, const Value& value,
             const std::string& place) {
    if (!value.is_number()) return;
    double is = value.to_number<double>(), edge = rule.to_number<double>();
    if (key == "minimum" ? is < edge : is > edge) fault(place, key);
  }
  bool string_keyword(const std::string& key, const Value& rule, const std::string& text,
                      const std::string& place) {
    if (key == "pattern") {
      if (!std::regex_search(text, std::regex(std::string(rule.as_string()))))
        fault(place, "pattern");
    } else if (key == "format") {
      if (!has_format(rule.as_string(), text)) fault(place, "format");
    } else if (key == "minLength" || key == "maxLength") {
      auto edge = static_cast<std::size_t>(rule.as_int64());
      if (key == "minLength" ? text.size() < edge : text.size() > edge) fault(place, key);
    } else {
      return false;
    }
    return true;
  }
  bool object_keyword(const Object& schema, const std::string& key, const Value& rule,
                      const Object& object, const std::string& place) {
    if (key == "required") {
      for (const Value& name : rule.as_array())
        if (!object.contains(name.as_string()))
          fault(place, "lacks " + std::string(name.as_string()));
    } else if (key == "properties") {
      for (const auto& pair : object)
        if (const Value* one = rule.as_object().if_contains(pair.key()))
          check(*one, pair.value(), place + "/" + std::string(pair.key()));
        else if (closed_ && !schema.contains("additionalProperties"))
          fault(place, "a key that is not described: " + std::string(pair.key()));
    } else if (key == "additionalProperties") {
      const Value* known = schema.if_contains("properties");
      for (const auto& pair : object) {
        if (known != nullptr && known->as_object().contains(pair.key())) continue;
        if (rule.is_object())
          check(rule, pair.value(), place + "/" + std::string(pair.key()));
        else if (!rule.as_bool())
          fault(place, "a key too many: " + std::string(pair.key()));
      }
    } else {
      return false;
    }
    return true;
  }

  Value document_;
  std::set<std::string> used_;
  std::vector<std::string> faults_;
  bool closed_ = false;
};

}  // namespace fascia::api
