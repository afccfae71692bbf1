package dev.azdrill.cli;

import dev.azdrill.drill.FaultDrill;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultArgumentException;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.text.Trouble;
import dev.azdrill.topology.Blueprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * From the values of {@code --fault} to drills. A comma separates drills, which run one after the
 * other; a plus sign separates faults that are injected at the same time.
 *
 * @param given in the order in which they run
 * @param hold how long each holds at least
 */
record FaultNames(List<String> given, Duration hold) {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern PLUS = Pattern.compile("\\+");

  /**
   * The drills, each checked as far as it can be before anything stands.
   *
   * @param blueprint what will stand
   * @param stack under this name
   */
  List<OrderedDrill> drills(Blueprint blueprint, String stack) {
    return drills(
        each -> {
          DrillNames.require("--fault " + each.word(), each.file(), blueprint, stack);
          return new OrderedDrill.FromFile(each.file());
        });
  }

  /**
   * The drills.
   *
   * @param checked makes one of what was typed and means this, if it can be run
   */
  List<OrderedDrill> drills(Function<ChosenDrill.FromFile, OrderedDrill> checked) {
    List<OrderedDrill> drills = new ArrayList<>();
    for (String value : given) {
      for (String each : COMMA.split(value, -1)) {
        List<Fault> faults =
            Stream.of(PLUS.split(each, -1)).map(text -> fault(text, value)).toList();
        DrillFile file = new DrillFile(FaultDrill.of(faults, hold));
        drills.add(checked.apply(new ChosenDrill.FromFile(each, file)));
      }
    }
    return drills;
  }

  private static Fault fault(String text, String value) {
    try {
      return FaultCatalogue.parse(text);
    } catch (FaultArgumentException e) {
      throw new BadInput("--fault " + value + ": " + Trouble.of(e));
    }
  }
}
