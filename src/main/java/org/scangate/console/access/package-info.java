/**
 * Who the people are that use the console, and what they may do: by the container's realm or its
 * OpenID Connect, by a proxy that authenticates, or by the link of a trial run. Sessions are ours
 * and end with the process. Knows neither pages nor what is shown on them; never lets anybody in
 * for a token of Moodle or of the API.
 */
package org.scangate.console.access;
