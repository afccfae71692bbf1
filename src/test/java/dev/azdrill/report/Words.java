package dev.azdrill.report;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The small dossier with other words in every field that holds text. */
record Words(UnaryOperator<String> other) {
  RunEvidence in(RunEvidence it) {
    return new RunEvidence(
        say(it.title()),
        say(it.platform()),
        say(it.answeredBy()),
        say(it.trafficFidelity()),
        say(it.seed()),
        say(it.replay()),
        say(it.verdict()),
        it.began(),
        it.ended(),
        it.placements().stream().map(this::placement).toList(),
        it.proofs().stream().map(this::proof).toList(),
        it.drills().stream().map(this::drill).toList(),
        it.observations().stream().map(this::observation).toList());
  }

  private String say(String text) {
    return other.apply(text);
  }

  private Placement placement(Placement it) {
    return new Placement(say(it.tier()), say(it.zone()), say(it.name()), say(it.detail()));
  }

  private ProofRecord proof(ProofRecord it) {
    List<String> controls = it.controls().stream().map(this::say).toList();
    return new ProofRecord(
        say(it.id()), say(it.statement()), say(it.verdict()), say(it.reason()), controls);
  }

  private DrillRecord drill(DrillRecord it) {
    Optional<String> witness = it.witness().map(this::say);
    return new DrillRecord(
        say(it.name()),
        say(it.fault()),
        say(it.subject()),
        say(it.verdict()),
        say(it.reason()),
        it.injected(),
        it.undone(),
        it.ended(),
        witness,
        it.measurements().stream().map(this::measurement).toList(),
        it.traffic());
  }

  private Measurement measurement(Measurement it) {
    return new Measurement(
        say(it.component()),
        say(it.statement()),
        say(it.phase()),
        it.budget(),
        say(it.derivation()),
        it.took());
  }

  private Observation observation(Observation it) {
    return new Observation(
        it.at(),
        say(it.story()),
        say(it.kind()),
        say(it.subject()),
        say(it.detail()),
        it.strength(),
        say(it.answeredBy()));
  }
}
