package io.tidemark.reports;

import java.util.stream.Stream;

/** Texts that try to break out of where they are put. */
final class Hostile {

  private Hostile() {}

  static Stream<String> texts() {
    return Stream.of(
        "<script>alert(1)</script>",
        "\"onload=alert(1) x=\"",
        "' onmouseover='alert(1)",
        "</style><img src=x onerror=alert(1)>",
        "</title></svg><svg onload=alert(1)>",
        "javascript:alert(1)",
        "<!-- ]]> &amp; &#0; `${1+1}` $unsafe{x}",
        "\u202Eevil\u202C \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627",
        "\uD83D\uDEEB delay \uD83D\uDC69\u200D\uD83D\uDCBB\n\t\u0000\u2028",
        "n\u00e4me ".repeat(1_700));
  }
}
