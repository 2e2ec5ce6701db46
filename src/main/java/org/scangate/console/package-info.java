/**
 * The entry for people and scripts who operate Scangate: the API below {@code /api/v1}. It shows
 * what others know, and asks them to act; it scans nothing and decides no verdict. Whoever has no
 * token of its own is told nothing, and Moodle's token opens nothing here.
 */
package org.scangate.console;
