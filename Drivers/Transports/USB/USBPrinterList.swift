import Printing

extension USBBus {
    /// Lists every USB printer by where it is plugged in, with those that hide as something else.
    ///
    /// Nothing is printed, reset or taken from its driver.
    public func printers() async -> [USBPrinterDescription] {
        var found: [USBPrinterDescription] = []
        for device in devices() {
            let interfaces = device.printerInterfaces().sorted { $0.number < $1.number }
            if interfaces.isEmpty, let hidden = device.hiddenPrinter() { found.append(hidden) }
            for interface in interfaces {
                let session = USBSession(device, interface)
                found.append(
                    await session.describe(device, interface, isOneOfSeveral: interfaces.count > 1))
                await session.close()
            }
        }
        return found.addressed()
    }
}

extension USBSession {
    fileprivate func describe(
        _ device: USBDevice, _ interface: PrinterInterface, isOneOfSeveral: Bool
    ) async -> USBPrinterDescription {
        var id: DeviceID?
        var readiness = USBPrinterDescription.Readiness.ready
        do throws(USBCode) {
            try open()
            id = await deviceID(of: interface)
            if isHeldHere {
                readiness = .printing
            } else if isHeldElsewhere() {
                readiness = .busy
            }
        } catch {
            readiness =
                error == .accessDenied ? .permissionMissing : .unreachable(code: error.number)
        }
        let (vendor, product) = device.numbers()
        let model = id?.model ?? device.kernelText("product")
        let recognition = Recognition(id: id, vendor: vendor, product: product, model: model)
        if let obstacle = recognition.obstacle { readiness = .hindered(obstacle) }
        return USBPrinterDescription(
            location: device.location, interface: isOneOfSeveral ? interface.number : nil,
            vendor: vendor, product: product,
            maker: id?.maker ?? device.kernelText("manufacturer"), model: model,
            serial: device.kernelText("serial") ?? id?.serial,
            commandSets: id?.commandSets ?? [], recognition: recognition, readiness: readiness,
            address: .usb(USBChoice()))
    }
}

extension USBDevice {
    /// A printer that shows no printer interface; nil where the device is none.
    fileprivate func hiddenPrinter() -> USBPrinterDescription? {
        let (vendor, product) = numbers()
        let name = kernelText("product")
        guard
            let obstacle = Obstacle.disguise(
                vendor: vendor, product: product, classes: interfaceClasses(), name: name)
        else { return nil }
        let line = obstacle == .serialLine ? serialLine() : nil
        return USBPrinterDescription(
            location: location, interface: nil, vendor: vendor, product: product,
            maker: kernelText("manufacturer"), model: name, serial: kernelText("serial"),
            commandSets: [],
            recognition: Recognition(id: nil, vendor: vendor, product: product, model: name),
            readiness: .hindered(obstacle),
            address: line.map { .file(path: $0) } ?? .usb(USBChoice()))
    }
}
