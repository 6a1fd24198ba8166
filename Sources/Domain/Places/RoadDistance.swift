import Foundation

extension CityRow {
    /// Estimated road to another city, in tenths of a kilometre: the great circle × 1.3, for roads bend.
    /// Floating point is right here: it is an estimate of length, rounded before any money is counted from it.
    public func roadTenths(to other: CityRow) -> Int {
        Int((greatCircle(to: other) * 13).rounded())
    }

    /// Kilometres on a sphere of the Earth's mean radius (haversine).
    private func greatCircle(to other: CityRow) -> Double {
        let radians = Double.pi / 1_800_000
        let north = Double(other.latitudeE4 - latitudeE4) * radians
        let east = Double(other.longitudeE4 - longitudeE4) * radians
        let narrowing = cos(Double(latitudeE4) * radians) * cos(Double(other.latitudeE4) * radians)
        let chord = pow(sin(north / 2), 2) + narrowing * pow(sin(east / 2), 2)
        return 2 * 6371.0088 * asin(min(1, chord.squareRoot()))
    }
}
