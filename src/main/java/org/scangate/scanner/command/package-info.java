/**
 * Any scanner with a command line as a {@code scan.Scanner}: runs it once for each sample, without
 * a shell, on a private copy of the content or with the content on its standard input.
 *
 * <p>Called by the wiring alone. Only an exit code that is configured as clean is clean, after the
 * program has taken every byte, left no process behind and, given a copy, left that as it was.
 * Every run has a bound on its time and its output; at the bound it ends with all that it began,
 * daemons too. What a program is told on its command line is never logged: it may be a password.
 */
package org.scangate.scanner.command;
