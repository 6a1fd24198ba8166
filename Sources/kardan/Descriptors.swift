import Foundation

/// The files and connections that this process may have open at once.
enum Descriptors {
    /// More is of no use to the server, and what it starts (`vipsthumbnail`) may look at each number that is possible.
    private static let enough: rlim_t = 65_536

    /// Raises the limit as far as the machine lets anybody: services often begin with 1,024.
    /// - Returns: the limit from now on.
    static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1_024 }
        let wanted = min(limit.rlim_max, max(limit.rlim_cur, enough))
        if wanted > limit.rlim_cur {
            var raised = rlimit(rlim_cur: wanted, rlim_max: limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit.rlim_cur = wanted }
        }
        return Int(min(limit.rlim_cur, enough))
    }
}
