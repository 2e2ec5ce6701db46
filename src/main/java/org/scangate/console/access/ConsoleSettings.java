package org.scangate.console.access;

import java.net.URI;
import java.util.Optional;

/**
 * Who is let in beside those of the container's realm.
 *
 * @param trial whether a link with a secret lets in whoever is on this machine
 * @param url where people reach the console; empty: not told
 * @param userHeader in which a trusted proxy names who it has authenticated
 * @param groupsHeader in which it names their groups, separated by commas
 */
public record ConsoleSettings(
    boolean trial, Optional<URI> url, Optional<String> userHeader, Optional<String> groupsHeader) {}
