/**
 * The console's pages: for each one a page that asks and a view that its template shows, and the
 * acts of people. Whoever comes has been let in by {@link org.scangate.console.access}, and each
 * act asks for its role here. Nothing of it is seen by Moodle or a store; nothing on a page comes
 * from outside the WAR.
 */
package org.scangate.console.page;
