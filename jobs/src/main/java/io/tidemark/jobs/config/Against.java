package io.tidemark.jobs.config;

/** What the current version is compared with. */
public sealed interface Against {
  /** In a word or two, for results. */
  String inWords();

  /**
   * The monitor's reference.
   *
   * @param requested version, time or reference id as text
   */
  record Reference(String requested) implements Against {
    @Override
    public String inWords() {
      return "reference";
    }
  }

  /** The newest earlier version that changed data. */
  record Previous() implements Against {
    @Override
    public String inWords() {
      return "previous";
    }
  }

  /**
   * The newest earlier versions that passed, together.
   *
   * @param most at most so many
   */
  record Trailing(int most) implements Against {
    @Override
    public String inWords() {
      return "trailing " + most;
    }
  }
}
