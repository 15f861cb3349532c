package io.tidemark.jobs;

import io.tidemark.reports.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a run was asked for.
 *
 * @param arguments the command line after {@code tidemark}; empty if it was asked for by code
 * @param again a command line that does the same for one run; that of {@code arguments} where it
 *     can be called again, another where it does more than one run or does it only once
 * @param pinning how {@code again} can be held to the versions that a run has looked at
 */
public record Invocation(List<String> arguments, List<String> again, Pinning pinning) {
  private static final String REFERENCE = "--reference";

  /** Options that say which versions to look at; each has a value. */
  private static final Set<String> VERSIONS = Set.of("--version", "--timestamp", REFERENCE);

  /** A user with a password before the host of an address. */
  private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/@\\s]*:[^/@\\s]*(?=@)");

  /** A value whose name says that it is nobody's business. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|token|credential|api_?key|access_?key|signature|\\bsig)[^=\\s]*=)[^&\\s]+");

  private static final String BLOT = "***";

  /** What a command lets the caller choose. */
  public enum Pinning {
    /** Version and reference. */
    REFERENCE,
    /** The version only. */
    VERSION,
    /** It says itself what it looks at, and does the same whenever it is called. */
    NOTHING,
    /** There is no such command. */
    IMPOSSIBLE
  }

  /** Secrets have no place in results, wherever they come from. */
  public Invocation {
    arguments = arguments.stream().map(Invocation::withoutSecrets).toList();
    again = again.stream().map(Invocation::withoutSecrets).toList();
  }

  /** Asked for by a command that can be called again as it is. */
  public Invocation(List<String> arguments, Pinning pinning) {
    this(arguments, arguments, pinning);
  }

  /** Asked for by code. */
  public static Invocation byCode() {
    return new Invocation(List.of(), Pinning.IMPOSSIBLE);
  }

  /**
   * Arguments that look at the versions of a run once more, whatever is the newest by then; empty
   * if there are none.
   *
   * @param pins what the run looked at; null if that is not known
   */
  List<String> replay(@Nullable Pins pins) {
    if (pins == null || again.isEmpty() || pinning == Pinning.IMPOSSIBLE) {
      return List.of();
    }
    if (pinning == Pinning.NOTHING) {
      return again;
    }
    List<String> replay = withoutVersions();
    replay.add("--version");
    replay.add(Long.toString(pins.tableVersion()));
    // What is the previous version, or which ones trail, follows from the version.
    boolean named = pins.against() == null || pins.against().equals("reference");
    if (pinning == Pinning.REFERENCE && named && pins.referenceId() != null) {
      replay.add(REFERENCE);
      replay.add(
          pins.referenceVersions().size() == 1
              ? pins.referenceVersions().get(0).toString()
              : pins.referenceId());
    }
    return List.copyOf(replay);
  }

  private List<String> withoutVersions() {
    List<String> kept = new ArrayList<>();
    boolean value = false;
    for (String argument : again) {
      boolean option = VERSIONS.contains(argument.replaceFirst("=.*", ""));
      if (!value && !option) {
        kept.add(argument);
      }
      value = !value && option && !argument.contains("=");
    }
    return kept;
  }

  private static String withoutSecrets(String argument) {
    return SECRET.matcher(PASSWORD.matcher(argument).replaceAll(BLOT)).replaceAll("$1" + BLOT);
  }
}
