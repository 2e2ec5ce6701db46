package org.scangate.pure.sweep;

/**
 * What an operator wants scanned again.
 *
 * @param who as they say
 * @param place a folder, a file, or what keys begin with; empty: everything
 * @param priority before whom
 */
record Rescan(String who, String place, Priority priority) {}
