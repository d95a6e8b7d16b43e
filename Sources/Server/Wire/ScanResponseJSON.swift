package import API
package import Journal

// An answer to a scan writes itself: ``PlainJSON`` says why.

extension ScanResponse: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("seq", seq)
            $0.member("id", id)
            $0.member("outcome", outcome.rawValue)
            $0.member("target", target?.rawValue)
            $0.member("item", item)
            $0.member("lots", lots)
            $0.member("place", place)
            $0.member("donation", donation)
            $0.member("labelCode", labelCode)
            $0.member("quantity", quantity)
            $0.member("weightGrams", weightGrams)
            $0.member("balance", balance)
            $0.member("warnings", warnings)
            $0.member("reopened", reopened)
            $0.member("earlier", earlier)
            $0.member("earlierMore", earlierMore)
        }
    }
}

extension ScanResponse.LotQuantity: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("lot", lot)
            $0.member("quantity", quantity)
        }
    }
}

extension EarlierScan: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("seq", seq)
            $0.member("item", item)
            $0.member("mode", mode.rawValue)
            $0.member("quantity", quantity)
            $0.member("at", at)
        }
    }
}

extension ItemResponse: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("name", name)
            $0.member("category", category)
            $0.member("measure", measure.rawValue)
            $0.member("unitWeightGrams", unitWeightGrams)
            $0.member("shelfLifeDays", shelfLifeDays)
            $0.member("programme", programme)
            $0.member("codes", codes)
            $0.member("joinedInto", joinedInto)
            $0.member("similar", similar)
        }
    }
}

extension ItemResponse.Code: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("code", code)
            $0.member("pack", pack)
        }
    }
}

extension PlaceResponse: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("name", name)
            $0.member("kind", kind.rawValue)
            if let parent { $0.member("parent", parent) } else { $0.null("parent") }
            if let labelCode { $0.member("labelCode", labelCode) } else { $0.null("labelCode") }
        }
    }
}

extension Word: PlainJSON {
    package func write(to json: inout JSONWriter) { rawValue.write(to: &json) }
}
