package io.tidemark.jobs.notify;

import io.tidemark.jobs.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was said. */
final class TestingProgress implements Progress {
  final List<String> notes = new CopyOnWriteArrayList<>();

  @Override
  public void begin(String phase, String detail) {}

  @Override
  public void note(String text) {
    notes.add(text);
  }
}
