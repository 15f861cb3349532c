package io.tidemark.jobs.draft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A check on its way into a monitor file.
 *
 * @param kind the kind of check
 * @param settings in the order of writing
 */
public record CheckDraft(String kind, Map<String, Object> settings) {

  public CheckDraft {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  public static CheckDraft of(String kind) {
    return new CheckDraft(kind, Map.of());
  }

  public static CheckDraft of(String kind, String column) {
    return of(kind).with("column", column);
  }

  /** This check with a setting; null leaves it out. */
  public CheckDraft with(String key, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new CheckDraft(kind, more);
  }

  /** An item of {@code checks} without the dash. */
  public String yaml() {
    return kind + ": " + YamlText.of(settings);
  }
}
