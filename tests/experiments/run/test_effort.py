from disinhibition.experiments.run.effort import contracting_muscles


def test_the_muscles_of_one_cortical_zone_contract_together_on_their_side() -> None:
    hand = contracting_muscles({"right_fdi": 0.2})
    assert {"right_fdi", "right_flexor_carpi_radialis", "right_wrist_extensor"} <= set(hand)
    assert not any(name.startswith("left_") for name in hand) and "right_soleus" not in hand
    assert {"right_soleus", "right_tibialis_anterior"} <= set(contracting_muscles({"right_soleus": 0.1}))


def test_no_effort_is_no_contraction() -> None:
    assert contracting_muscles({}) == () == contracting_muscles({"right_fdi": 0.0})


def test_muscles_of_the_face_contract_alone() -> None:
    assert contracting_muscles({"left_masseter": 0.5}) == ("left_orbicularis_oculi", "left_masseter")
