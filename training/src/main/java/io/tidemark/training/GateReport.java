package io.tidemark.training;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a challenger may become champion, and what that rests on.
 *
 * @param golden the rows that both models were measured on, in words: table and version
 * @param championId id of the champion; null if there is none yet
 * @param challenger quality of the challenger on these rows
 * @param champion quality of the champion on the same rows; null if there is none
 * @param comparison the two compared; null if there is no champion, or no gate that compares
 * @param fairness how groups are treated; empty if no groups are declared
 * @param latency how fast the challenger predicts; null if no gate asks for it
 * @param gates what each gate says, in the order of the monitor file
 */
public record GateReport(
    String golden,
    @Nullable String championId,
    Evaluation challenger,
    @Nullable Evaluation champion,
    @Nullable Comparison comparison,
    List<Fairness> fairness,
    @Nullable Latency latency,
    List<GateResult> gates) {

  public GateReport {
    fairness = List.copyOf(fairness);
    gates = List.copyOf(gates);
  }

  /** Whether every gate lets the challenger through. */
  public boolean accepted() {
    return gates.stream().allMatch(gate -> gate.status() == GateStatus.PASS);
  }

  /** Names of the gates that do not, joined by commas. */
  public String refusedBy() {
    return gates.stream()
        .filter(gate -> gate.status() != GateStatus.PASS)
        .map(GateResult::gate)
        .collect(Collectors.joining(", "));
  }
}
