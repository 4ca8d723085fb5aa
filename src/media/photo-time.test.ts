// Capture times from what cameras write and how phones name files; nonsense is rejected rather than believed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cameraOf, placeOf, takenAtOf, takenAtOfName } from './photo-time.ts'

test('DateTimeOriginal wins, with its sub-seconds; CreateDate is next; ModifyDate is never used', () => {
  assert.equal(takenAtOf({ DateTimeOriginal: '2020:05:04 18:39:11', SubSecTimeOriginal: '644', CreateDate: '2021:01:01 00:00:00' }), '2020-05-04T18:39:11.644')
  assert.equal(takenAtOf({ DateTimeOriginal: '2020:05:04 18:39:11', SubSecTimeOriginal: 7 }), '2020-05-04T18:39:11.700')
  assert.equal(takenAtOf({ CreateDate: '2021:01:01 00:00:00' }), '2021-01-01T00:00:00')
  assert.equal(takenAtOf({ ModifyDate: '2021:01:01 00:00:00' }), undefined)
})

test('dead clocks and impossible dates are rejected', () => {
  for (const value of ['0000:00:00 00:00:00', '1980:01:01 00:00:00', '2021:02:30 10:00:00', '2021:13:01 10:00:00', '2021:01:01 25:00:00', '    :  :     :  :  ', 'yesterday', 42, undefined]) {
    assert.equal(takenAtOf({ DateTimeOriginal: value }), undefined, String(value))
  }
})

test('names of phones, messengers and screenshots tell a time; other numbers do not', () => {
  const expected: Record<string, string | undefined> = {
    'IMG_20240612_101530.jpg': '2024-06-12T10:15:30', 'PXL_20240612_101530123.jpg': '2024-06-12T10:15:30.123', '2024-06-12 10.15.30.jpg': '2024-06-12T10:15:30',
    'Screenshot_2024-06-12-10-15-30.png': '2024-06-12T10:15:30', 'IMG-20240612-WA0003.jpg': '2024-06-12T12:00:00', 'VID_20240612_101530.mp4': '2024-06-12T10:15:30',
    'Photo 2024-06-12 at 10.15.30.jpeg': '2024-06-12T10:15:30', 'mmexport1718158530123.jpg': undefined, 'DSC_0042.jpg': undefined, 'beach2024.jpg': undefined,
    '20241345_101530.jpg': undefined, 'IMG_4711.HEIC': undefined, 'scan-19991231.tif': '1999-12-31T12:00:00',
  }
  for (const [name, time] of Object.entries(expected)) assert.equal(takenAtOfName(name), time, name)
})

test('the maker is not said twice, and the middle of the ocean is no place', () => {
  assert.equal(cameraOf({ Make: 'Canon', Model: 'Canon PowerShot A560' }), 'Canon PowerShot A560')
  assert.equal(cameraOf({ Make: 'NIKON', Model: 'E990\0\0' }), 'NIKON E990')
  assert.equal(placeOf({ latitude: 0, longitude: 0 }), undefined)
  assert.deepEqual(placeOf({ latitude: 39.0513441, longitude: -94.2887722 }), { latitude: 39.051344, longitude: -94.288772 })
  assert.equal(placeOf({ latitude: 91, longitude: 0 }), undefined)
})
