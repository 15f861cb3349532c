package io.tidemark.jobs.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names that move from model to model within an environment. */
public enum Alias {
  /** The model in use. */
  CHAMPION,
  /** The model that may become it. */
  CHALLENGER,
  /** The model that was in use before, to which a rollback leads. */
  PREVIOUS;

  /** Name as people write it, for example {@code champion}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Alias::key).toList();
  }
}
