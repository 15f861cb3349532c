package io.tidemark.reports.html;

import io.tidemark.checks.schema.ChangeKind;
import io.tidemark.checks.schema.CommittedChange;
import io.tidemark.checks.schema.FieldPath;
import io.tidemark.checks.schema.SchemaChange;
import io.tidemark.reports.SchemaComparison;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What changed in the schema since one earlier version.
 *
 * @param title the earlier version in words
 * @param changes at most {@value #MOST} of the changes
 * @param leftOut how many more there are
 * @param problem why they could not be compared; null if they were
 */
public record SchemaView(String title, List<Line> changes, int leftOut, @Nullable String problem) {

  private static final int MOST = 200;

  public SchemaView {
    changes = List.copyOf(changes);
  }

  /**
   * One change.
   *
   * @param kind what changed, in a word
   * @param column the column
   * @param was what it was
   * @param is what it is
   * @param version version of the commit that did it
   * @param commit the commit in words
   */
  public record Line(
      String kind, String column, String was, String is, long version, String commit) {}

  static SchemaView of(SchemaComparison comparison) {
    String what =
        comparison.since() == SchemaComparison.Since.REFERENCE
            ? "Since the reference, version "
            : "Since the previous version with other rows, version ";
    return new SchemaView(
        what + comparison.version(),
        comparison.changes().stream().limit(MOST).map(SchemaView::line).toList(),
        Math.max(0, comparison.changes().size() - MOST),
        comparison.problem());
  }

  private static Line line(CommittedChange committed) {
    SchemaChange change = committed.change();
    String message = committed.commit().message();
    return new Line(
        change.kind().name().toLowerCase(Locale.ROOT),
        Format.name(change.column().toString()),
        shown(change.kind(), change.before(), change.typeBefore()),
        shown(change.kind(), change.after(), change.typeAfter()),
        committed.commit().version(),
        Format.name(committed.commit().operation())
            + ", "
            + Format.time(committed.commit().time())
            + (message == null ? "" : ", " + Format.clip(message, 120)));
  }

  /** A rename is about names, a move about neither names nor types, all others are about types. */
  private static String shown(ChangeKind kind, @Nullable FieldPath path, @Nullable String type) {
    return switch (kind) {
      case RENAMED -> Format.name(path == null ? null : path.toString());
      case MOVED -> Format.NONE;
      default -> Format.clip(type, 200);
    };
  }
}
