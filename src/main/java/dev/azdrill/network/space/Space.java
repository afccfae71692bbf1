package dev.azdrill.network.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of packets: boxes that do not overlap, and of each the rules that put it there. Immutable.
 */
public final class Space {
  /** No packet. */
  public static final Space EMPTY = new Space(List.of());

  private final List<Piece> pieces;

  /**
   * A part of a space.
   *
   * @param by the rules that decided, in the order in which they were asked
   */
  public record Piece(Box box, List<String> by) {
    public Piece {
      by = List.copyOf(by);
    }
  }

  private Space(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** The packets of a box, all put there by one rule. */
  public static Space of(Box box, String by) {
    return new Space(List.of(new Piece(box, List.of(by))));
  }

  /** Its parts. */
  public List<Piece> pieces() {
    return pieces;
  }

  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** The part that has a packet with these numbers; empty when it is not in this space. */
  public Optional<Piece> at(long source, long destination, int protocol, int port) {
    return pieces.stream()
        .filter(each -> each.box().contains(source, destination, protocol, port))
        .findFirst();
  }

  /** What is in either; what is in both stays as it is here. */
  public Space or(Space other) {
    return new Space(Stream.concat(pieces.stream(), other.minus(this).pieces.stream()).toList());
  }

  /** What is in both, put there by the rules of both. */
  public Space and(Space other) {
    List<Piece> both = new ArrayList<>();
    for (Piece mine : pieces) {
      for (Piece its : other.pieces) {
        mine.box()
            .and(its.box())
            .ifPresent(
                box ->
                    both.add(
                        new Piece(
                            box, Stream.concat(mine.by().stream(), its.by().stream()).toList())));
      }
    }
    return new Space(both);
  }

  /** What is in this and not in the other. */
  public Space minus(Space other) {
    List<Piece> left = pieces;
    for (Piece taken : other.pieces) {
      List<Piece> next = new ArrayList<>();
      for (Piece each : left) {
        each.box().minus(taken.box()).forEach(box -> next.add(new Piece(box, each.by())));
      }
      left = next;
    }
    return new Space(left);
  }

  @Override
  public String toString() {
    return pieces.toString();
  }
}
