package io.tidemark.checks.schema;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change between two schemas.
 *
 * @param kind what changed
 * @param before where the column was; null if it was not there
 * @param after where the column is; null if it is there no more
 * @param typeBefore its type then, with {@code not null} where it might not be null; null as {@code
 *     before}
 * @param typeAfter its type now; null as {@code after}
 */
public record SchemaChange(
    ChangeKind kind,
    @Nullable FieldPath before,
    @Nullable FieldPath after,
    @Nullable String typeBefore,
    @Nullable String typeAfter) {

  public SchemaChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change without a column");
    }
  }

  /** The column, by its present name if it has one. */
  public FieldPath column() {
    return after == null ? Objects.requireNonNull(before) : after;
  }

  /**
   * True if the column had, or has, this name as it is written in a contract, or is one within or
   * around it.
   */
  boolean concerns(String name, boolean caseSensitive) {
    String wanted = caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    return Stream.of(before, after)
        .filter(Objects::nonNull)
        .map(path -> caseSensitive ? path.toString() : path.toString().toLowerCase(Locale.ROOT))
        .anyMatch(
            path ->
                path.equals(wanted)
                    || path.startsWith(wanted + ".")
                    || wanted.startsWith(path + "."));
  }

  /** The change in a sentence without its end: {@code `a` was renamed to `b`}. */
  public String inWords() {
    return switch (kind) {
      case ADDED -> "`" + after + "` (" + typeAfter + ") was added";
      case DROPPED -> "`" + before + "` (" + typeBefore + ") was dropped";
      case REPLACED -> "`" + after + "` was dropped and added anew as " + typeAfter;
      case RENAMED -> "`" + before + "` was renamed to `" + after + "`";
      case WIDENED ->
          "the type of `" + after + "` was widened from " + typeBefore + " to " + typeAfter;
      case RETYPED ->
          "the type of `" + after + "` was changed from " + typeBefore + " to " + typeAfter;
      case LOOSENED -> "`" + after + "` lost its `not null`";
      case TIGHTENED -> "`" + after + "` became `not null`";
      case MOVED -> "`" + after + "` was moved to another place";
    };
  }
}
