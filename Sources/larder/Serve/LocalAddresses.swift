import NIOCore

/// Under which addresses other devices in the same network reach this machine.
enum LocalAddresses {
    /// Where other devices reach a hub on this machine.
    ///
    /// - Parameters:
    ///   - host: What the hub listens at.
    ///   - port: Likewise.
    /// - Returns: URLs that end in a slash, likeliest first; none where the hub listens to this machine alone.
    static func reaching(host: String, port: Int) -> [String] {
        guard ["0.0.0.0", "::"].contains(host) else {
            let isOwn = host == "localhost" || host == "::1" || host.hasPrefix("127.")
            return isOwn ? [] : [url(host, port)]
        }
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.compactMap { device -> (rank: Int, url: String)? in
            guard case .v4 = device.address, let address = device.address?.ipAddress,
                !address.hasPrefix("127."), !address.hasPrefix("169.254.")
            else { return nil }
            return (rank(device.name), url(address, port))
        }.sorted { $0 < $1 }.map(\.url)
    }

    /// As a browser writes it.
    static func url(_ host: String, _ port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
    }

    /// Wifi and cables come first (systemd.net-naming-scheme); bridges of virtual machines last.
    private static func rank(_ name: String) -> Int {
        if name.hasPrefix("wl") { return 0 }
        return name.hasPrefix("e") ? 1 : 2
    }
}
