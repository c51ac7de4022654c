package pushbox_test

import (
	"crypto/ecdh"
	"encoding/base64"
	"testing"

	"orpheus/internal/test/pushbox"
)

// A browser reads the example of RFC 8291, section 5.
func TestTheExampleOfTheStandard(t *testing.T) {
	bytes := func(text string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	key, err := ecdh.P256().NewPrivateKey(bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
	if err != nil {
		t.Fatal(err)
	}
	body := bytes("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")
	got, err := pushbox.Decrypt(key, bytes("BTBZMqHH6r4Tts7J_aSIgg"), body)
	if err != nil || string(got) != "When I grow up, I want to be a watermelon" {
		t.Errorf("%q, %v", got, err)
	}
	body[len(body)-1] ^= 1
	if _, err := pushbox.Decrypt(key, bytes("BTBZMqHH6r4Tts7J_aSIgg"), body); err == nil {
		t.Error("what was changed on its way is read")
	}
}
