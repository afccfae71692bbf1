package dev.azdrill.drill.file;

import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.Fault;
import dev.azdrill.text.DurationText;
import java.util.ArrayList;
import java.util.List;

/** A step as an element of a list in YAML. */
record StepText() implements DrillStep.Reader<String> {
  @Override
  public String inject(DrillStep.Inject step) {
    return StepReader.INJECT + ": {" + fault(step.fault()) + "}";
  }

  @Override
  public String expect(DrillStep.Expect step) {
    return told(StepReader.EXPECT, step.expected());
  }

  @Override
  public String expectMissed(DrillStep.ExpectMissed step) {
    return told(StepReader.EXPECT_MISSED, step.expected());
  }

  @Override
  public String undo(DrillStep.Undo step) {
    return StepReader.UNDO + step.fault().map(each -> ": " + each).orElse("");
  }

  /**
   * @throws IllegalArgumentException when it is not a whole number
   */
  @Override
  public String load(DrillStep.Load step) {
    long whole = Math.round(step.requestsPerSecond());
    if (whole != step.requestsPerSecond()) {
      throw new IllegalArgumentException(
          "expected a whole number of requests per second, saw " + step.requestsPerSecond());
    }
    return StepReader.LOAD + ": " + whole;
  }

  @Override
  public String pause(DrillStep.Pause step) {
    return StepReader.PAUSE + ": " + DurationText.of(step.duration());
  }

  private static String told(String word, TimedExpectation expected) {
    String text = expectation(expected);
    return word + ": " + (text.contains(":") ? "{" + text + "}" : text);
  }

  /** A fault as a word and what it is told. */
  static String fault(Fault fault) {
    return FaultNode.write(fault);
  }

  /** An expectation as a word, or a word and what it is told. */
  static String expectation(TimedExpectation each) {
    ExpectationForm<?, ?> form = Forms.of(each.expectation());
    List<String> told = new ArrayList<>();
    form.write(each.expectation()).ifPresent(told::add);
    each.within().ifPresent(limit -> told.add("within: " + DurationText.of(limit)));
    return told.isEmpty() ? form.word() : entry(form.word(), told);
  }

  private static String entry(String word, List<String> told) {
    return word + ": {" + String.join(", ", told) + "}";
  }
}
