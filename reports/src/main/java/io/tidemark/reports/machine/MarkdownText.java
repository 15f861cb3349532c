package io.tidemark.reports.machine;

/** Texts from tables and monitors in GitHub's Markdown: they show as they are and do nothing. */
final class MarkdownText {
  /** Characters that begin something within a line. */
  private static final String SPECIAL = "\\`*_{}[]()!|~$^";

  /** Invisible; what follows it is no mention, no reference and no address. */
  private static final String BREAK = "&#8203;";

  private MarkdownText() {}

  /** Text for a paragraph or a cell of a table, as one line. */
  static String text(String raw, int most) {
    String text = PlainText.cut(PlainText.line(raw), most);
    StringBuilder out = new StringBuilder(text.length() + 16);
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = i == 0 ? ' ' : text.charAt(i - 1);
      char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '@', '#' -> out.append(start ? "\\" : "").append(c).append(BREAK);
        // An address would become a link.
        case ':' -> out.append(c).append(after == '/' ? BREAK : "");
        case '.' ->
            out.append(before == 'w' || before == 'W' ? BREAK : start ? "\\" : "").append(c);
        case '-', '+', '=' -> out.append(start ? "\\" : "").append(c);
        default -> out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
      // A number with a dot begins a list.
      start = start && Character.isDigit(c);
    }
    return out.toString();
  }

  /** A name for a cell of a table, in the type of code, in which nothing has a meaning. */
  static String code(String raw, int most) {
    String text = PlainText.cut(PlainText.line(raw), most);
    if (text.isEmpty()) {
      return "";
    }
    String fence = "`";
    while (text.contains(fence)) {
      fence += "`";
    }
    String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
    // Tables split at bars before anything else is looked at.
    return fence + pad + text.replace("\\|", "\\ |").replace("|", "\\|") + pad + fence;
  }
}
