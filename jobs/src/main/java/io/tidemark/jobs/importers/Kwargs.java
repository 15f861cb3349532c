package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an expectation. It remembers which were read: one that nobody reads could change
 * the meaning, and must not be passed over.
 */
final class Kwargs {
  /** Arguments that say how to report, not what must hold. */
  private static final Set<String> REPORTING =
      Set.of("batch_id", "result_format", "include_config", "catch_exceptions", "meta");

  private final JsonNode node;
  private final Set<String> unread = new TreeSet<>();

  Kwargs(JsonNode node) throws NotMappable {
    this.node = node;
    for (String name : JsonText.names(node)) {
      JsonNode value = node.get(name);
      JsonNode parameter = value.findValue("$PARAMETER");
      if (parameter != null) {
        throw new NotMappable(
            "`"
                + PlainText.oneLine(name)
                + "` is the suite parameter "
                + JsonText.shown(parameter)
                + ", which has its value only when Great Expectations runs");
      }
      boolean off = value.isNull() || (value.isBoolean() && !value.asBoolean());
      if (!REPORTING.contains(name) && !off) {
        unread.add(name);
      }
    }
  }

  /** Fails if an argument was not read. */
  void requireAllRead() throws NotMappable {
    if (!unread.isEmpty()) {
      throw new NotMappable(
          "it has the argument `"
              + PlainText.oneLine(String.join("`, `", unread))
              + "`, which no check kind knows");
    }
  }

  /** An argument, null if it is absent or null. */
  @Nullable JsonNode find(String name) {
    unread.remove(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  String text(String name) throws NotMappable {
    JsonNode value = find(name);
    if (value == null || !value.isTextual() || value.asText().isEmpty()) {
      throw new NotMappable("it has no text `" + name + "`");
    }
    return value.asText();
  }

  /** An argument that is text, or another text. */
  String textOr(String name, String other) throws NotMappable {
    return find(name) == null ? other : text(name);
  }

  List<String> texts(String name) throws NotMappable {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(name)) {
      if (!value.isTextual() || value.asText().isEmpty()) {
        throw new NotMappable(
            "`" + name + "` holds " + JsonText.shown(value) + ", which is no text");
      }
      texts.add(value.asText());
    }
    return texts;
  }

  /** An argument that is a list with at least one entry. */
  JsonNode list(String name) throws NotMappable {
    JsonNode value = find(name);
    if (value == null || !value.isArray() || value.isEmpty()) {
      throw new NotMappable("`" + name + "` is no list with entries, so nothing is required");
    }
    return value;
  }

  @Nullable BigDecimal number(String name) throws NotMappable {
    JsonNode value = find(name);
    if (value == null) {
      return null;
    }
    BigDecimal number = JsonText.number(value);
    if (number == null) {
      throw new NotMappable("`" + name + "` is " + JsonText.shown(value) + ", which is no number");
    }
    return number;
  }

  boolean flag(String name) {
    JsonNode value = find(name);
    return value != null && value.asBoolean();
  }

  /** The share of values that must hold; null for all. */
  @Nullable BigDecimal mostly() throws NotMappable {
    BigDecimal mostly = number("mostly");
    return mostly == null || mostly.compareTo(BigDecimal.ONE) == 0 ? null : mostly;
  }

  /** The filter on rows as SQL; null for all rows. */
  @Nullable String where() throws NotMappable {
    JsonNode condition = find("row_condition");
    JsonNode parser = find("condition_parser");
    if (condition == null || (condition.isTextual() && condition.asText().isBlank())) {
      return null;
    }
    if (!condition.isTextual()) {
      throw new NotMappable(
          "its `row_condition` is a condition object; write it as SQL in `where`: "
              + JsonText.shown(condition));
    }
    if (parser == null || !parser.asText().equals("spark")) {
      throw new NotMappable(
          "its `row_condition` "
              + JsonText.shown(condition)
              + " is for the condition parser "
              + (parser == null ? "`none`" : JsonText.shown(parser))
              + "; only `spark` is SQL that `where` takes");
    }
    return condition.asText();
  }
}
