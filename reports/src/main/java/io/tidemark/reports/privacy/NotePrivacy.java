package io.tidemark.reports.privacy;

import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes of measures. A sentence is kept only if it is known to tell of no single category and of no
 * few rows; what is not known here is left out.
 */
final class NotePrivacy {
  private static final String SHARES =
      "([\\d.]+)% of the reference, ([\\d.]+)% of the current data";

  /** Which cell brings in most; its name may hold anything. */
  private static final Pattern PEAK =
      Pattern.compile("^largest part in (.*): " + SHARES, Pattern.DOTALL);

  private static final Pattern GAP =
      Pattern.compile("^largest gap (?:up to|below) \\S+: " + SHARES);
  private static final Pattern UNSEEN =
      Pattern.compile(
          "^([\\d.]+)% unseen in the reference, ([\\d.]+)% unseen in the current data",
          Pattern.DOTALL);
  private static final List<Pattern> HARMLESS =
      List.of(
          Pattern.compile("^too few rows to test"),
          Pattern.compile("^the (reference|current data) has no (finite )?values"),
          Pattern.compile(
              "^[\\d.]+% (null|NaN) in the reference, [\\d.]+% (null|NaN) in the current data"));
  private static final Pattern MEANS =
      Pattern.compile(
          "^mean \\S+( and deviation \\S+)? in the reference, mean \\S+( and deviation \\S+)? in the"
              + " current data");

  private static final Set<String> NO_NAMES = Set.of("other", "unseen", "null", "NaN");

  /** What is known of the verdict, behind the place. */
  private static final Pattern REST =
      Pattern.compile(
          "(known only between [\\d.]+ and [\\d.]+, which holds a threshold"
              + "|equal values: p is an upper bound)");

  private final CategoryNames names;
  private final Suppression suppression;

  NotePrivacy(CategoryNames names, Suppression suppression) {
    this.names = names;
    this.suppression = suppression;
  }

  @Nullable String of(ColumnDrift column, List<Bin> shown, @Nullable String note) {
    if (note == null) {
      return null;
    }
    List<String> kept = new ArrayList<>();
    place(column, shown, note).ifPresent(kept::add);
    Matcher rest = REST.matcher(note);
    while (rest.find()) {
      kept.add(rest.group());
    }
    return kept.isEmpty() ? null : String.join("; ", kept);
  }

  private Optional<String> place(ColumnDrift column, List<Bin> shown, String note) {
    Matcher peak = PEAK.matcher(note);
    if (peak.find()) {
      return Optional.of(peak(column, shown, peak));
    }
    Matcher gap = GAP.matcher(note);
    if (gap.find()) {
      return isFew(column, gap.group(1), gap.group(2))
          ? Optional.empty()
          : Optional.of(gap.group());
    }
    Matcher unseen = UNSEEN.matcher(note);
    if (unseen.find()) {
      return Optional.of(unseen.group());
    }
    Matcher means = MEANS.matcher(note);
    if (means.find()) {
      return hasFewValues(column.reference()) || hasFewValues(column.current())
          ? Optional.empty()
          : Optional.of(means.group());
    }
    return HARMLESS.stream()
        .map(pattern -> pattern.matcher(note))
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  private String peak(ColumnDrift column, List<Bin> shown, Matcher found) {
    String label = label(column, found.group(1));
    boolean isShown =
        column.bins().isEmpty()
            ? !isFew(column, found.group(2), found.group(3))
            : shown.stream().anyMatch(bin -> bin.label().equals(label));
    return isShown
        ? "largest part in %s: %s%% of the reference, %s%% of the current data"
            .formatted(label, found.group(2), found.group(3))
        : "largest part in a cell that is not shown";
  }

  /** Intervals stay, and the cells that are no category. */
  private String label(ColumnDrift column, String label) {
    return column.kind() != ColumnKind.CATEGORICAL || NO_NAMES.contains(label)
        ? label
        : names.of(column.column(), label);
  }

  /** Shares are rounded, so that one of 0 may be of some rows. */
  private boolean isFew(ColumnDrift column, String reference, String current) {
    return isFew(column.reference(), reference) || isFew(column.current(), current);
  }

  private boolean isFew(@Nullable ColumnSummary side, String percent) {
    if (side == null) {
      return true;
    }
    long rows = Math.round(Double.parseDouble(percent) / 100 * side.rows());
    return suppression.isSmallPart(rows, side.rows()) || rows == 0 || rows == side.rows();
  }

  private boolean hasFewValues(@Nullable ColumnSummary side) {
    return side == null || suppression.isSmall(side.rows() - side.nulls() - side.nans());
  }
}
