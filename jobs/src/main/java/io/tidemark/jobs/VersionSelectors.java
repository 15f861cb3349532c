package io.tidemark.jobs;

import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Reads points in time as users write them. */
public final class VersionSelectors {
  private VersionSelectors() {}

  /**
   * The version that was current at a time.
   *
   * @param text ISO 8601 with an offset, or without one in UTC; a date alone is its first instant
   * @param subject what the text was given for, for the error
   * @throws TidemarkException if it is no time
   */
  public static VersionSelector parseTime(String text, String subject) {
    String iso = text.strip().replace(' ', 'T');
    try {
      return new VersionSelector.AtTime(instant(iso));
    } catch (DateTimeParseException e) {
      throw new TidemarkException(
          ErrorCode.CONFIG_INVALID,
          "`" + subject + "` is `" + text + "`, which is no time",
          null,
          "write it as 2001-02-01, 2001-02-01T12:00:00 (UTC) or 2001-02-01T12:00:00+01:00",
          e);
    }
  }

  private static Instant instant(String iso) {
    if (!iso.contains("T")) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
