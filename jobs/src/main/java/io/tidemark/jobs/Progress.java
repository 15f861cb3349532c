package io.tidemark.jobs;

/** Told what a job is doing, so that people can watch long work. */
public interface Progress {
  /** A phase begins; {@code detail} names tables and rows. */
  void begin(String phase, String detail);

  /** Something worth a line happened within the phase. */
  void note(String text);

  /** Says nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void begin(String phase, String detail) {}

      @Override
      public void note(String text) {}
    };
  }
}
