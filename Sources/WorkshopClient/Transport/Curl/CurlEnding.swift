import CCurl
import Glibc

/// How libcurl ended a transfer that failed, and what that means to the caller.
struct CurlEnding {
    var code: CURLcode
    /// Of the call that failed; 0 when none did.
    var systemError: Int32
    /// libcurl's own words; may be empty.
    var detail: String
    /// Whether any byte of a request went out.
    var requestWasSent: Bool
    var answerHasBegun: Bool
    /// Where the connection went, if one was made; a proxy's when there was one.
    var peer: Peer?

    struct Peer {
        var host: String
        var port: Int
    }

    func error(_ settings: TransportSettings) -> ClientError {
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            .protocolViolation("'\(settings.address)' does not answer in HTTP")
        case _ where answerHasBegun:
            .brokenOff(
                "the connection to '\(settings.address)' broke: \(reason(settings))"
                    + passedThrough(settings))
        case _ where requestWasSent:
            .brokenOff(
                "the answer of '\(settings.address)' was lost: \(reason(settings))"
                    + passedThrough(settings))
        default:
            .unreachable("cannot reach '\(settings.address)': \(reason(settings))")
        }
    }

    private func reason(_ settings: TransportSettings) -> String {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: "there is no host of that name"
        case CURLE_COULDNT_RESOLVE_PROXY: "there is no host of the proxy's name"
        case CURLE_OPERATION_TIMEDOUT:
            "no connection within \(settings.connectTimeout.sentenceText)"
        case CURLE_COULDNT_CONNECT where systemError != 0:
            LocalFailure.text(of: systemError) + triedElsewhere(settings)
        case CURLE_GOT_NOTHING: "it closed the connection without an answer"
        // A plain server's answer is no TLS record.
        case CURLE_SSL_CONNECT_ERROR where detail.contains("wrong version number"):
            "it does not speak TLS; write 'http://' instead of 'https://'"
        case CURLE_PEER_FAILED_VERIFICATION where isOfUnknownAuthority:
            "\(detail); CURL_CA_BUNDLE names a file of authorities to trust"
        case CURLE_PARTIAL_FILE: "the answer was cut short"
        case CURLE_SEND_FAIL_REWIND: "the connection broke while the request was sent"
        case _ where systemError != 0: LocalFailure.text(of: systemError)
        default:
            detail.isEmpty ? String(cString: workshop_curl_easy_strerror(code)) : detail
        }
    }

    /// In the words of OpenSSL and of GnuTLS.
    private var isOfUnknownAuthority: Bool {
        detail.contains("issuer") || detail.contains("self-signed certificate")
            || detail.contains("certificate verification failed")
    }

    /// Names the proxy when the connection went to another port than the address says; libcurl
    /// tells where it led, but before 8.7 not why.
    private func passedThrough(_ settings: TransportSettings) -> String {
        guard settings.usesProxyOfEnvironment, settings.socketPath == nil, let peer else {
            return ""
        }
        let isSecure = settings.address.hasPrefix("https:")
        let parts = settings.address.split(separator: "/")
        guard parts.count > 1 else { return "" }
        let colon = parts[1].lastIndex(of: ":").flatMap { Int(parts[1][$0...].dropFirst()) }
        guard peer.port != colon ?? (isSecure ? 443 : 80) else { return "" }
        return ", through the proxy at \(peer.host) port \(peer.port)"
    }

    /// Names the proxy when it was the proxy that could not be reached.
    private func triedElsewhere(_ settings: TransportSettings) -> String {
        // "Failed to connect to HOST port PORT after 0 ms: …"
        let words = detail.split(separator: " ")
        guard settings.usesProxyOfEnvironment, settings.socketPath == nil, words.count > 7,
            words[0] == "Failed", words[5] == "port",
            !settings.address.contains("//\(words[4])")
        else { return "" }
        return ", trying the proxy at \(words[4]) port \(words[6])"
    }
}
