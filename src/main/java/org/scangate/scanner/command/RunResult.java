package org.scangate.scanner.command;

/**
 * How a program ended by itself.
 *
 * @param exit its exit code; 128 + n when signal n killed it
 * @param output the first that it printed, standard output and error as they came
 * @param wholeOutput false when it printed more than is kept
 * @param tookAll false when it did not read its standard input to the last byte
 * @param leftNothing false when a process of it went on, which was killed
 */
record RunResult(
    int exit, String output, boolean wholeOutput, boolean tookAll, boolean leftNothing) {}
