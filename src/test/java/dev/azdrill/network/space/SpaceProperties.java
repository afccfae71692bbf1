package dev.azdrill.network.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The algebra against the definition of a set: each of few numbers is in it or is not. */
class SpaceProperties {
  private static final int NUMBERS = 5;

  private static Range range(Random random) {
    int from = random.nextInt(NUMBERS);
    return new Range(from, from + random.nextInt(NUMBERS - from));
  }

  private static Box box(Random random) {
    return new Box(range(random), range(random), range(random), range(random));
  }

  private static List<Box> boxes(Random random) {
    List<Box> boxes = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      boxes.add(box(random));
    }
    return boxes;
  }

  private static Space union(List<Box> boxes) {
    Space all = Space.EMPTY;
    for (int i = 0; i < boxes.size(); i++) {
      all = all.or(Space.of(boxes.get(i), "rule " + i));
    }
    return all;
  }

  private interface Point {
    void at(int source, int destination, int protocol, int port);
  }

  private static void everywhere(Point point) {
    for (int i = 0; i < NUMBERS * NUMBERS * NUMBERS * NUMBERS; i++) {
      point.at(
          i % NUMBERS,
          i / NUMBERS % NUMBERS,
          i / NUMBERS / NUMBERS % NUMBERS,
          i / NUMBERS / NUMBERS / NUMBERS);
    }
  }

  private static int first(List<Box> boxes, int s, int d, int protocol, int port) {
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i).contains(s, d, protocol, port)) {
        return i;
      }
    }
    return -1;
  }

  @Property
  void union_intersection_and_difference_have_what_the_sets_have(@ForAll long seed) {
    Random random = new Random(seed);
    List<Box> some = boxes(random);
    List<Box> others = boxes(random);
    Space one = union(some);
    Space other = union(others);
    Space either = one.or(other);
    Space both = one.and(other);
    Space without = one.minus(other);

    everywhere(
        (s, d, protocol, port) -> {
          boolean in = first(some, s, d, protocol, port) >= 0;
          boolean inOther = first(others, s, d, protocol, port) >= 0;
          assertThat(either.at(s, d, protocol, port).isPresent()).isEqualTo(in || inOther);
          assertThat(both.at(s, d, protocol, port).isPresent()).isEqualTo(in && inOther);
          assertThat(without.at(s, d, protocol, port).isPresent()).isEqualTo(in && !inOther);
        });
    assertThat(one.minus(one).isEmpty()).isTrue();
  }

  @Property
  void boxes_of_a_space_never_overlap(@ForAll long seed) {
    Random random = new Random(seed);
    Space one = union(boxes(random));
    Space other = union(boxes(random));
    for (Space each : List.of(one.or(other), one.and(other), one.minus(other))) {
      everywhere(
          (s, d, protocol, port) ->
              assertThat(
                      each.pieces().stream()
                          .filter(piece -> piece.box().contains(s, d, protocol, port))
                          .count())
                  .isLessThan(2));
    }
  }

  @Property
  void the_first_rule_that_is_about_a_packet_decides_and_is_remembered(@ForAll long seed) {
    List<Box> rules = boxes(new Random(seed));
    FirstMatch asked = new FirstMatch();
    List<Space> decided = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      decided.add(asked.decide(rules.get(i), "rule " + i));
    }

    everywhere(
        (s, d, protocol, port) -> {
          int first = first(rules, s, d, protocol, port);
          for (int i = 0; i < rules.size(); i++) {
            assertThat(decided.get(i).at(s, d, protocol, port).map(Space.Piece::by))
                .isEqualTo(
                    i == first
                        ? java.util.Optional.of(List.of("rule " + i))
                        : java.util.Optional.empty());
          }
          assertThat(asked.left().at(s, d, protocol, port).isPresent()).isEqualTo(first < 0);
        });
  }
}
