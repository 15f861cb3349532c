package io.tidemark.jobs.importers;

import io.tidemark.jobs.draft.CheckDraft;
import java.util.List;

/**
 * What one part of the input becomes.
 *
 * @param checks the checks, at least one
 * @param differences where they mean something else than the input does
 */
record Mapping(List<CheckDraft> checks, List<String> differences) {

  Mapping {
    checks = List.copyOf(checks);
    differences = List.copyOf(differences);
  }

  static Mapping of(CheckDraft check, String... differences) {
    return new Mapping(List.of(check), List.of(differences));
  }
}
