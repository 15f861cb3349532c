package io.tidemark.jobs.importers;

import java.util.List;

/**
 * What became of each part of the input. Every part is in exactly one of the lists.
 *
 * @param input the files
 * @param unit what a part is called, in the singular
 * @param mapped parts that became checks or settings, in the order of the input
 * @param notMapped parts that did not, in the order of the input
 * @param notes what holds for all of them
 */
public record ImportReport(
    String input, String unit, List<Mapped> mapped, List<NotMapped> notMapped, List<String> notes) {

  public ImportReport {
    mapped = List.copyOf(mapped);
    notMapped = List.copyOf(notMapped);
    notes = List.copyOf(notes);
  }

  /**
   * A part that became something.
   *
   * @param part the part of the input
   * @param to the checks or settings it became
   * @param differences where they mean something else
   */
  public record Mapped(String part, List<String> to, List<String> differences) {
    public Mapped {
      to = List.copyOf(to);
      differences = List.copyOf(differences);
    }
  }

  /**
   * A part that became nothing.
   *
   * @param part the part of the input
   * @param reason why
   */
  public record NotMapped(String part, String reason) {}

  /** Number of parts of the input. */
  public int size() {
    return mapped.size() + notMapped.size();
  }

  /** The report for a person; its lines end with a newline. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(input)
        .append(": ")
        .append(size())
        .append(' ')
        .append(unit)
        .append(size() == 1 ? "" : "s")
        .append(", ")
        .append(mapped.size())
        .append(" mapped, ")
        .append(notMapped.size())
        .append(" not mapped\n");
    if (!mapped.isEmpty()) {
      text.append("\nmapped\n");
      for (Mapped part : mapped) {
        text.append("  ").append(part.part()).append('\n');
        part.to().forEach(to -> text.append("    -> ").append(to).append('\n'));
        part.differences().forEach(d -> text.append("    differs: ").append(d).append('\n'));
      }
    }
    if (!notMapped.isEmpty()) {
      text.append("\nnot mapped\n");
      for (NotMapped part : notMapped) {
        text.append("  ").append(part.part()).append('\n');
        text.append("    reason: ").append(part.reason()).append('\n');
      }
    }
    if (!notes.isEmpty()) {
      text.append("\nnotes\n");
      notes.forEach(note -> text.append("  ").append(note).append('\n'));
    }
    return text.toString();
  }
}
