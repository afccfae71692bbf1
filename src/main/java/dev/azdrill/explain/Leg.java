package dev.azdrill.explain;

import dev.azdrill.network.Answer;

/**
 * The answer for one sender and one receiver.
 *
 * @param from for people
 * @param to for people
 */
public record Leg(String from, String to, Answer answer) {}
