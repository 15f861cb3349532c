package io.tidemark.training;

/** An interval of a number, both ends included; the confidence stands where it is used. */
public record Interval(double low, double high) {}
